using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>A file of another system's records.</summary>
/// <param name="Path">Where it is; <c>-</c> is standard input.</param>
/// <param name="Source">How it is written. Files of equal sources are read together, so that a call may stand in two of them.</param>
public sealed record RecordInput(string Path, RecordSource Source);
