// These tests measure times to milliseconds and kill at chosen moments: beside each other they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
