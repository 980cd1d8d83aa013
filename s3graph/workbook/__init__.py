"""The workbook for partners, made from the shapes: its template, and a delivered one marked with what to mend."""
