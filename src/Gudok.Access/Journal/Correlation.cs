using System.Diagnostics;

namespace Gudok.Access;

/// <summary>What joins all that one request does, in journal and log, whoever writes it: it goes with the request through everything that is awaited in it.</summary>
public static class Correlation
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>That of the request in whose course this is asked; null outside of one.</summary>
    public static string? Current => Ambient.Value;

    /// <summary>Begins one: the id of the trace if it began here, else one of its own. A trace from outside is named by whoever sent it, and could be anything.</summary>
    public static string Begin() => Ambient.Value = TraceOf(Activity.Current) ?? JournaledActs.NewCorrelation();

    /// <summary>The id of a trace that began here; null if there is none, or it came from outside.</summary>
    public static string? TraceOf(Activity? activity)
    {
        var first = activity;
        while (first?.Parent is { } parent) first = parent;
        return first is { ParentId: null } ? first.TraceId.ToHexString() : null;
    }
}
