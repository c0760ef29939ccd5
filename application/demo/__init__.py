"""The demo district: a made-up county's year, lived through the ordinary rules, with known violations in it."""
