namespace Gudok.Portal;

/// <summary>How live capture fares at a moment.</summary>
/// <param name="At">The moment, RFC 3339.</param>
/// <param name="OpenCalls">Calls in progress, parked ones among them.</param>
/// <param name="LagSeconds">How long the oldest packet that is received and not yet worked on has waited at most.</param>
/// <param name="Packets">Packets received since the start of the program.</param>
/// <param name="Sources">Who mirrors traffic, by name.</param>
/// <param name="Dropped">What was lost since the start, by place; places that lost nothing are left out.</param>
/// <param name="Ignored">What was read since the start and gave nothing, by reason; reasons that never occurred are left out.</param>
public sealed record SourcesView(
    string At, long OpenCalls, double LagSeconds, long Packets, IReadOnlyList<SourceView> Sources, IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, long> Ignored);

/// <summary>How one source of traffic fares.</summary>
/// <param name="Source">The source, as records name it: <c>hep:7;auth=key</c>.</param>
/// <param name="Packets">Packets taken from it since the start.</param>
/// <param name="PacketsPerSecond">Packets a second over the last ten to twenty seconds.</param>
/// <param name="LastSeen">When the last one came, RFC 3339; null before the first.</param>
/// <param name="ClockOffsetSeconds">How far our clock is ahead of the source's, the quickest way included; null in silence.</param>
/// <param name="LagSeconds">How much longer than the quickest the slowest packet took; null in silence.</param>
/// <param name="ClockCorrected">Packets whose own time was missing or too far from their arrival.</param>
public sealed record SourceView(string Source, long Packets, double PacketsPerSecond, string? LastSeen, double? ClockOffsetSeconds, double? LagSeconds, long ClockCorrected);
