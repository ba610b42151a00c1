using System.Collections.Frozen;

namespace Gudok.Numbers;

/// <summary>Numbers and ranges named in the settings, written as <see cref="PartyOptions.OwnNumbers"/> are. Immutable and thread-safe.</summary>
public sealed class NumberSet
{
    private readonly FrozenSet<Party> _parties;
    private readonly OwnNumbers _ranges;

    /// <summary>Takes what can be read; <see cref="IsNumber(string, PartyReader)"/> tells what cannot.</summary>
    /// <param name="numbers">Numbers or ranges <c>first..last</c>.</param>
    /// <param name="reader">Reads them as it reads the numbers of calls.</param>
    public NumberSet(IEnumerable<string> numbers, PartyReader reader)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentNullException.ThrowIfNull(reader);
        var options = new PartyOptions { Region = reader.Options.Region };
        foreach (var text in numbers) options.OwnNumbers.Add(text);
        _ranges = new OwnNumbers(options);
        _parties = options.OwnNumbers.Select(text => reader.Read(text)).Where(IsNumber).ToFrozenSet();
    }

    /// <summary>Whether a text names a number or a range.</summary>
    public static bool IsNumber(string text, PartyReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return OwnNumbers.TryReadRange(text, reader.Options.Region, out _) || IsNumber(reader.Read(text));
    }

    /// <summary>Whether a party is one of them.</summary>
    public bool Contains(Party party) => IsNumber(party) && (_parties.Contains(party) || _ranges.Holds(party.Number));

    private static bool IsNumber(Party party) => party.Kind is PartyKind.E164 or PartyKind.Short or PartyKind.Internal;
}
