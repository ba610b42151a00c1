using System.Text.Json.Serialization;

namespace Gudok.Access;

/// <summary>An entry of the journal as programs read it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When, RFC 3339 in UTC, whole microseconds.</param>
/// <param name="Actor">Who.</param>
/// <param name="Act">What.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Objects">To what.</param>
/// <param name="Detail">What else.</param>
/// <param name="Correlation">Joins what one request did.</param>
public sealed record JournalView(
    string Id, string At, JournalActorView Actor, string Act, string Outcome, string? Reason, IReadOnlyList<string> Objects, string? Detail, string? Correlation)
{
    /// <summary>The view of an entry.</summary>
    public static JournalView Of(KeptEntry kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var (entry, actor) = (kept.Entry, kept.Entry.Actor);
        return new JournalView(
            kept.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            kept.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture),
            new JournalActorView(AccessWords.Word(actor.Kind), actor.Id, actor.Name, [.. actor.Roles.Select(AccessWords.Word)], actor.HasSecondFactor, actor.Address),
            entry.Act,
            AccessWords.Word(entry.Outcome),
            entry.Reason,
            entry.Objects,
            entry.Detail,
            entry.Correlation);
    }
}

/// <summary>Who acted.</summary>
/// <param name="Kind"><c>person</c>, <c>client</c>, <c>owner</c> or <c>system</c>.</param>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Name.</param>
/// <param name="Roles">Roles at that time.</param>
/// <param name="SecondFactor">Whether a second factor was shown.</param>
/// <param name="Address">Network address; null from this machine's command line and from jobs.</param>
public sealed record JournalActorView(string Kind, string Id, string Name, IReadOnlyList<string> Roles, bool SecondFactor, string? Address);

/// <summary>An entry that does not open, as programs read it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record DamagedEntryView(string Id, string Fault);

/// <summary>JSON of the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalView))]
[JsonSerializable(typeof(DamagedEntryView))]
public sealed partial class JournalJson : JsonSerializerContext;
