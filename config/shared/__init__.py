"""What every room needs and that knows no room: money, errors, clock, events, work items, jobs, blobs, registries."""
