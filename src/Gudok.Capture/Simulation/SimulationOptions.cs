using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>What a simulated contact centre is like. The same options give the same messages, octet for octet.</summary>
public sealed record SimulationOptions
{
    /// <summary>How many calls; 0 goes on until it is stopped. A transferred call and the call it leads to are two.</summary>
    public long Calls { get; init; } = 1000;

    /// <summary>What all chance hangs on.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When the first call may begin.</summary>
    public Instant Start { get; init; } = new(1_795_251_600_000_000);

    /// <summary>New calls a second on average, above 0. Around it they follow the hours of a working day, pressed
    /// into the run; without an end a day lasts an hour and begins at eight.</summary>
    public double Rate { get; init; } = 50;

    /// <summary>Whether they come evenly all along, and not by the hours of a day.</summary>
    public bool IsEven { get; init; }

    /// <summary>How long answered calls last on average; single ones from one second to ten times as long.</summary>
    public TimeSpan MeanTalk { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Which part of the outer numbers was never seen before, 0 to 1; the others come back, some of them often.</summary>
    public double NewNumberShare { get; init; } = 0.125;

    /// <summary>Which part of the answered calls loses its BYE, 0 to 1: their end is never seen.</summary>
    public double MissingByeShare { get; init; }

    /// <summary>HEP capture agent id to send.</summary>
    public uint CaptureAgent { get; init; } = 2026;
}
