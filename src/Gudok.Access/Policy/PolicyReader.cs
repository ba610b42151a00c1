using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Gudok.Access;

/// <summary>Reads a policy file and says of everything in it that is wrong where it is and what it should be.</summary>
internal sealed class PolicyReader(PolicyLines lines, List<string> faults)
{
    private const string Acts = "acts";
    private const string Hours = "hours";
    private const string Never = "never";
    private const string Yes = "yes";

    private static readonly FrozenDictionary<string, Role> Roles = Enum.GetValues<Role>().ToFrozenDictionary(RoleName, StringComparer.Ordinal);

    /// <summary>A role as the file names it.</summary>
    public static string RoleName(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    /// <summary>Reads the file; what is wrong is added to the faults, and then the policy is not to be used.</summary>
    public AccessPolicy Read(JsonElement root, TimeProvider clock)
    {
        Dictionary<Act, ActRules> acts = [];
        WorkingHours? hours = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add("it should be one JSON object");
            return new AccessPolicy(acts, hours, clock);
        }

        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "$schema": break;
                case "version": RequireVersion(member.Value); break;
                case Hours: hours = ReadHours(member.Value); break;
                case Acts: ReadActs(member.Value, acts); break;
                default: faults.Add($"{lines.Tell(member.Name)}: should be one of version, hours, acts"); break;
            }
        }

        if (!root.TryGetProperty("version", out _)) faults.Add("version: should be there, and 1");
        if (!root.TryGetProperty(Acts, out _)) faults.Add("acts: should be there; without acts nobody may do anything");
        var needsHours = acts.Values.SelectMany(rules => rules.Grants.Values).Any(grant => grant.OnlyInHours);
        if (needsHours && !root.TryGetProperty(Hours, out _)) faults.Add("hours: should be there, as a grant holds within working hours only");
        return new AccessPolicy(acts, hours, clock);
    }

    private void RequireVersion(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var version) || version != 1) faults.Add($"{lines.Tell("version")}: should be 1");
    }

    private void ReadActs(JsonElement acts, Dictionary<Act, ActRules> read)
    {
        if (acts.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{lines.Tell(Acts)}: should be an object of acts");
            return;
        }

        foreach (var member in acts.EnumerateObject())
        {
            if (!Act.TryFind(member.Name, out var act)) faults.Add($"{lines.Tell(Acts, member.Name)}: there is no such act");
            else if (act.Is(ActTraits.Everyone)) faults.Add($"{lines.Tell(Acts, member.Name)}: everybody who signed in may do that; leave it out");
            else if (member.Value.ValueKind != JsonValueKind.Object) faults.Add($"{lines.Tell(Acts, member.Name)}: should be an object of roles");
            else read[act] = ReadRoles(act, member.Value);
        }
    }

    private ActRules ReadRoles(Act act, JsonElement roles)
    {
        Dictionary<Role, Grant> grants = [];
        HashSet<Role> denied = [];
        var reader = new GrantReader(act, lines, faults);
        foreach (var member in roles.EnumerateObject())
        {
            string[] place = [Acts, act.Name, member.Name];
            if (!Roles.TryGetValue(member.Name, out var role))
            {
                faults.Add($"{lines.Tell(place)}: there is no such role; {string.Join(", ", Roles.Keys.Order(StringComparer.Ordinal))} are");
                continue;
            }

            if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() == Never) denied.Add(role);
            else if (IsForOthers(act, role)) faults.Add($"{lines.Tell(place)}: {(role == Role.Citizen ? "a citizen took no calls and made no requests of the house: of calls only calls.self can be granted" : "that is for citizens")}");
            else if (member.Value.ValueKind == JsonValueKind.Object) grants[role] = reader.Read(member.Value, place);
            else if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() == Yes && !act.Is(ActTraits.Scoped | ActTraits.Parties)) grants[role] = new Grant();
            else faults.Add($"{lines.Tell(place)}: should be \"{Never}\" or {(act.Is(ActTraits.Scoped | ActTraits.Parties) ? "an object with " + reader.Needed : $"\"{Yes}\"")}");
        }

        return new ActRules(grants.ToFrozenDictionary(), denied.ToFrozenSet());
    }

    // "Own" is by the name of an account: a citizen who had an operator's name would get that operator's calls.
    private static bool IsForOthers(Act act, Role role) =>
        act == Act.CallsSelf ? role != Role.Citizen : role == Role.Citizen && act.Is(ActTraits.Scoped);

    private WorkingHours? ReadHours(JsonElement hours)
    {
        var before = faults.Count;
        var (zone, days, from, to) = ((TimeZoneInfo?)null, new HashSet<DayOfWeek>(), default(TimeOnly), default(TimeOnly));
        foreach (var member in hours.ValueKind == JsonValueKind.Object ? hours.EnumerateObject() : default)
        {
            var isRight = member.Name switch
            {
                "zone" => member.Value.ValueKind == JsonValueKind.String && TimeZoneInfo.TryFindSystemTimeZoneById(member.Value.GetString()!, out zone),
                "days" => member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(day => TryReadDay(day, days)),
                "from" => TryReadTime(member.Value, out from),
                "to" => TryReadTime(member.Value, out to),
                _ => false,
            };
            if (!isRight) faults.Add($"{lines.Tell(Hours, member.Name)}: should be {HoursForm(member.Name)}");
        }

        if (faults.Count == before && (zone is null || days.Count == 0 || from == to)) faults.Add($"{lines.Tell(Hours)}: should have zone, days, from and to, and from and to should differ");
        return faults.Count == before ? new WorkingHours(zone!, days, from, to) : null;
    }

    private static string HoursForm(string name) => name switch
    {
        "zone" => "a time zone known to this machine, such as Europe/Moscow",
        "days" => "a list of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
        "from" or "to" => "a time such as 08:00",
        _ => "one of zone, days, from, to",
    };

    private static bool TryReadDay(JsonElement value, HashSet<DayOfWeek> days) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } word
        && Enum.TryParse<DayOfWeek>(word, ignoreCase: true, out var day) && word == JsonNamingPolicy.CamelCase.ConvertName(day.ToString()) && days.Add(day);

    private static bool TryReadTime(JsonElement value, out TimeOnly time)
    {
        time = default;
        return value.ValueKind == JsonValueKind.String && TimeOnly.TryParseExact(value.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
