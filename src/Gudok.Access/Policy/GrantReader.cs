using System.Globalization;
using System.Text.Json;
using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>Reads what a policy file grants one role for one act.</summary>
internal sealed class GrantReader(Act act, PolicyLines lines, List<string> faults)
{
    private const int MostHours = 744;
    private const int MostADay = 10_000;

    /// <summary>The members that a grant of this act must have.</summary>
    public string Needed => string.Join(" and ", new[] { act.Is(ActTraits.Scoped) ? "scope" : "", act.Is(ActTraits.Parties) ? "form" : "" }.Where(name => name.Length > 0));

    public Grant Read(JsonElement value, string[] place)
    {
        var grant = new Grant();
        foreach (var member in value.EnumerateObject())
        {
            if (Take(grant, member.Name, member.Value) is { } taken) grant = taken;
            else faults.Add($"{lines.Tell([.. place, member.Name])}: should be {Form(member.Name)}");
        }

        Require(value, "scope", ActTraits.Scoped, place);
        Require(value, "form", ActTraits.Parties, place);
        return grant;
    }

    private Grant? Take(Grant grant, string name, JsonElement value) => name switch
    {
        "scope" => act.Is(ActTraits.Scoped) && TryWord(value, out ActScope scope) ? grant with { Scope = scope } : null,
        "form" => act.Is(ActTraits.Parties) && TryWord(value, out PartyForm form) ? grant with { Form = form } : null,
        "reason" => Flag(value) is { } flag ? grant with { NeedsReason = flag } : null,
        "secondFactor" => Flag(value) is { } flag ? grant with { NeedsSecondFactor = flag } : null,
        "workingHours" => Flag(value) is { } flag ? grant with { OnlyInHours = flag } : null,
        "requestFile" => Flag(value) is { } flag ? grant with { NeedsRequestFile = flag } : null,
        "hoursAfterContact" => act.Is(ActTraits.Contact) && Number(value, 0, MostHours) is { } hours ? grant with { HoursAfterContact = hours } : null,
        "quotaPerDay" => act.Is(ActTraits.Counted | ActTraits.CountedAlone) && Number(value, 1, MostADay) is { } quota ? grant with { QuotaPerDay = quota } : null,
        _ => null,
    };

    private string Form(string name) => name switch
    {
        "scope" => act.Is(ActTraits.Scoped) ? "one of " + Words<ActScope>() : "left out: this act is done to nobody's calls",
        "form" => act.Is(ActTraits.Parties) ? "one of " + Words<PartyForm>() : "left out: this act shows no party",
        "reason" or "secondFactor" or "workingHours" or "requestFile" => "true or false",
        "hoursAfterContact" => act.Is(ActTraits.Contact) ? string.Create(CultureInfo.InvariantCulture, $"a number of hours from 0 to {MostHours}") : "left out: this act is not done to one call",
        "quotaPerDay" => act.Is(ActTraits.Counted | ActTraits.CountedAlone) ? string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {MostADay}") : "left out: this act is not counted",
        _ => "one of scope, form, reason, secondFactor, workingHours, requestFile, hoursAfterContact, quotaPerDay",
    };

    private void Require(JsonElement value, string member, ActTraits trait, string[] place)
    {
        if (act.Is(trait) && !value.TryGetProperty(member, out _)) faults.Add($"{lines.Tell(place)}: should have {member}, {Form(member)}");
    }

    private static bool TryWord<T>(JsonElement value, out T word)
        where T : struct, Enum
    {
        word = default;
        if (value.ValueKind != JsonValueKind.String) return false;
        foreach (var one in Enum.GetValues<T>())
        {
            if (Word(one) != value.GetString()) continue;
            word = one;
            return true;
        }

        return false;
    }

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Word));

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static int? Number(JsonElement value, int least, int most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number : null;
}
