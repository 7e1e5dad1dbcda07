"""What the world may do to a log: kill its writer, cut the power, fill the disk, refuse a call."""
