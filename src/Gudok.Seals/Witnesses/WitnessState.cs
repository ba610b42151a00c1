namespace Gudok.Seals;

/// <summary>How it stands with a witness.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Taken">The number of the last head that it took; 0 if none.</param>
/// <param name="Behind">How many heads it has yet to take.</param>
/// <param name="Given">How many it took since the program started.</param>
/// <param name="Failures">How many attempts failed since the program started.</param>
/// <param name="Fault">Why the last attempt failed; null if it did not.</param>
public sealed record WitnessState(string Name, long Taken, long Behind, long Given, long Failures, string? Fault);
