using System.Collections.Frozen;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Tells to which class of retention a call belongs: the first whose rule it meets. Immutable and thread-safe.</summary>
public sealed class RetentionRules
{
    private readonly Rule[] _rules;

    private RetentionRules(Rule[] rules) => _rules = rules;

    /// <summary>All calls belong to class 0.</summary>
    public static RetentionRules None { get; } = new([]);

    /// <summary>Makes the rules of the settings.</summary>
    /// <param name="options">The settings, validated.</param>
    /// <param name="classes">The classes as the ledger numbers them, after it was told of these settings.</param>
    /// <param name="parties">Reads numbers as those of calls are read.</param>
    public static RetentionRules Of(RetentionOptions options, IReadOnlyList<RetentionClass> classes, PartyReader parties)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RetentionRules(
        [
            .. options.Classes.Select(one => new Rule(
                classes.First(known => known.Number != RetentionClass.Default && known.Terms.Name == one.Name).Number,
                one.Dialled.Count == 0 ? null : new NumberSet(one.Dialled, parties),
                [.. one.Directions],
                Words(one.Services),
                Words(one.Departments),
                Words(one.Kinds),
                Words(one.Topics),
                Words(one.Sources))),
        ]);
    }

    /// <summary>The number of the class that a call gets when it is first recorded.</summary>
    public int ClassOf(ObservedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        foreach (var rule in _rules)
        {
            if (rule.IsMet(call)) return rule.Class;
        }

        return RetentionClass.Default;
    }

    private static FrozenSet<string>? Words(IList<string> words) => words.Count == 0 ? null : words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private sealed record Rule(
        int Class,
        NumberSet? Dialled,
        CallDirection[] Directions,
        FrozenSet<string>? Services,
        FrozenSet<string>? Departments,
        FrozenSet<string>? Kinds,
        FrozenSet<string>? Topics,
        FrozenSet<string>? Sources)
    {
        public bool IsMet(ObservedCall call) =>
            (Directions.Length == 0 || Directions.Contains(call.Direction))
            && IsAmong(Services, call.Tags.Service)
            && IsAmong(Departments, call.Tags.Department)
            && IsAmong(Kinds, call.Tags.Kind)
            && IsAmong(Topics, call.Tags.Topic)
            && IsAmong(Sources, call.Source)
            && (Dialled is null || Dialled.Contains(call.Dialled));

        private static bool IsAmong(FrozenSet<string>? words, string? word) => words is null || (word is not null && words.Contains(word));
    }
}
