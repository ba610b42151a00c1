namespace Gudok.Calls;

/// <summary>A row with its place, and the octets that it was read from where refused lines are asked for.</summary>
/// <param name="Row">What it tells; null if it was refused.</param>
/// <param name="Line">Its place and its octets; the fault if it was refused itself.</param>
internal sealed record PlacedRow(CallRow? Row, RefusedLine Line)
{
    /// <summary>When it began; null if the row does not say.</summary>
    public Gudok.Sip.Instant? StartedAt => Row is { StartedAt.Micros: not 0 } row ? row.StartedAt : null;
}
