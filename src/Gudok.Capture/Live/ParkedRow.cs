using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>A parked call that is not on disk yet.</summary>
/// <param name="Due">When it is to be looked at though nothing came.</param>
/// <param name="State">The call, in plain form.</param>
internal readonly record struct ParkedRow(Instant Due, byte[] State);
