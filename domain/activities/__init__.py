"""What deputies do together with or for voters: receptions, visits, assistance, trainings, inspections, contacts."""
