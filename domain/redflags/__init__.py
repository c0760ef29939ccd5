"""红旗: what an accountability review looks for, as pure rules over what happened and when it was recorded."""
