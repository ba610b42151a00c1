using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>How far a simulation is.</summary>
/// <param name="Calls">Calls begun.</param>
/// <param name="Messages">SIP messages written or sent.</param>
/// <param name="Reached">Time stamp of the last message.</param>
public readonly record struct SimulationProgress(long Calls, long Messages, Instant Reached);
