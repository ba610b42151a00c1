using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Access;

/// <summary>An alert about to be written.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="By">The entry that raised it; null for one that no entry raised.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Detail">What else; null for nothing.</param>
internal sealed record RaisedAlert(AlertRule Rule, KeptEntry? By, int Count, string? Detail = null)
{
    private const string RulePrefix = "rule:";
    private const string ActorPrefix = "actor:";
    private const string EntryPrefix = "entry:";
    private const string GapPrefix = "gap:";
    private const char Between = '\n';

    /// <summary>The act that alerts stand under in the journal: none of the policy's, as no one may do it.</summary>
    public const string ActName = "alerts.raise";

    /// <summary>The object by which its rule is found.</summary>
    public string Object => RulePrefix + Rule.Name;

    /// <summary>The object by which what no entry raised is found again: the same for the same detail.</summary>
    public string Gap => GapPrefix + EntryReference.Of(BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Detail ?? ""))) & long.MaxValue);

    /// <summary>The entry that it lies in.</summary>
    public JournalEntry ToEntry() => new()
    {
        Actor = new Actor { Kind = ActorKind.System, Id = "alerts", Name = "alerts" },
        Act = ActName,
        Outcome = ActOutcome.Done,
        Objects = By is null ? [Object, Gap] : [Object, ActorPrefix + By.Entry.Actor.Id, EntryPrefix + EntryReference.Of(By.Number)],
        Detail = string.Join(Between, Count.ToString(CultureInfo.InvariantCulture), By?.Entry.Actor.Name ?? "", Detail ?? $"{Count} within {Rule.Within:c}"),
    };

    /// <summary>Reads an entry back.</summary>
    public static Alert Read(KeptEntry kept, KeptEntry? acknowledged)
    {
        string? Find(string prefix) => kept.Entry.Objects.FirstOrDefault(one => one.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
        var parts = (kept.Entry.Detail ?? "").Split(Between, 3);
        return new Alert(
            kept.Number,
            kept.At,
            Find(RulePrefix) ?? "",
            Find(ActorPrefix) ?? "",
            parts.Length > 1 ? parts[1] : "",
            int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0,
            Find(EntryPrefix) is { } letters && EntryReference.TryRead(letters, out var last) ? last : null,
            parts.Length > 2 ? parts[2] : "",
            acknowledged);
    }
}
