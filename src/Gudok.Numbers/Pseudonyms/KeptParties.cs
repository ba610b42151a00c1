using System.Diagnostics.CodeAnalysis;

namespace Gudok.Numbers;

/// <summary>Which parties a pseudonymised copy shows as they are: emergency numbers, and the service numbers that somebody named.</summary>
public sealed class KeptParties
{
    private readonly (ulong First, ulong Last)[] _ranges;

    private KeptParties((ulong First, ulong Last)[] ranges) => _ranges = ranges;

    /// <summary>Emergency numbers alone.</summary>
    public static KeptParties Emergency { get; } = new([]);

    /// <summary>Reads numbers or ranges <c>first..last</c>, as in the setting <c>Numbers:OwnNumbers</c>.</summary>
    /// <param name="texts">The numbers.</param>
    /// <param name="region">Region whose dialling habits apply.</param>
    /// <param name="kept">The parties.</param>
    /// <returns>False if one of them is no number.</returns>
    public static bool TryRead(IReadOnlyList<string> texts, string region, [NotNullWhen(true)] out KeptParties? kept)
    {
        ArgumentNullException.ThrowIfNull(texts);
        kept = null;
        var ranges = new List<(ulong First, ulong Last)>();
        foreach (var text in texts)
        {
            if (!OwnNumbers.TryReadRange(text, region, out var range)) return false;
            ranges.Add(range);
            // Three to six digits are an extension to the reader of settings, and may be a short number to a caller.
            ranges.Add((AsShort(range.First), AsShort(range.Last)));
        }

        kept = new KeptParties([.. ranges]);
        return true;
    }

    /// <summary>Whether the party stays as it is.</summary>
    public bool Contains(Party party)
    {
        if (party.Number.Length == 0) return false;
        if (party.Kind == PartyKind.Short && NumberingPlan.Default.Table.Find(party.Scope)?.Emergency?.Covers(party.Number.ToFullDigits()) == true) return true;
        return Array.Exists(_ranges, range => party.Number.Packed >= range.First && party.Number.Packed <= range.Last);
    }

    private static ulong AsShort(ulong packed)
    {
        var number = new PhoneNumber(packed);
        return number.Kind == PartyKind.Internal ? PhoneNumber.Pack(PartyKind.Short, number.Value, number.Length).Packed : packed;
    }
}
