"""Official documents set as .docx by the standard, and annexes as .xlsx."""
