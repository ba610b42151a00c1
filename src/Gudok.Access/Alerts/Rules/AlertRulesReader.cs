using System.Globalization;
using System.Text.Json;

namespace Gudok.Access;

/// <summary>Reads a file of rules and names everything that is wrong with it, not the first fault only.</summary>
internal sealed class AlertRulesReader
{
    private const int MostRules = 100;
    private const int MostCount = 10_000;
    private static readonly TimeSpan _longest = TimeSpan.FromDays(7);
    private readonly List<string> _faults = [];

    private AlertRulesReader()
    {
    }

    /// <exception cref="AccessException">GDK-7301: with all faults.</exception>
    public static AlertRules Read(byte[] json, string place)
    {
        var reader = new AlertRulesReader();
        AlertRules? rules = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
            rules = reader.Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            reader._faults.Add($"it is no JSON, line {broken.LineNumber + 1}");
        }

        return reader._faults.Count == 0 ? rules! : throw new AccessException(AccessFaults.AlertRulesBroken, $"{place}: {string.Join("; ", reader._faults)}");
    }

    private AlertRules? Read(JsonElement root)
    {
        if (!IsObject(root, "the file", ["version", "hours", "rules"])) return null;
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != 1) _faults.Add("version: should be 1");
        var hours = root.TryGetProperty("hours", out var given) ? ReadHours(given) : WorkingHours.Usual;
        var rules = new List<AlertRule>();
        if (!root.TryGetProperty("rules", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostRules)
        {
            _faults.Add($"rules: should be a list of at most {MostRules}");
            return null;
        }

        foreach (var one in list.EnumerateArray())
        {
            if (ReadRule(one, $"rules[{rules.Count}]") is var rule && rules.Any(other => other.Name == rule.Name)) _faults.Add($"rules[{rules.Count}].name: there is another of this name");
            rules.Add(rule);
        }

        return new AlertRules(rules, hours);
    }

    private AlertRule ReadRule(JsonElement rule, string at)
    {
        if (!IsObject(rule, at, ["name", "acts", "outcomes", "kinds", "only", "count", "within"])) return new AlertRule(at, [], [], [], AlertOnly.Any, 1, _longest);
        var name = Text(rule, "name");
        if (name is not { Length: > 0 and <= 40 } || !name.All(letter => char.IsAsciiLetterLower(letter) || letter == '-')) _faults.Add($"{at}.name: should be small letters and hyphens, at most 40");
        var acts = Words(rule, "acts", at, JournalActs.Has, "acts of the policy or of the journal, or groups such as number.");
        var outcomes = Words(rule, "outcomes", at, word => AccessWords.TryRead(word, out ActOutcome _), string.Join(", ", AccessWords.Outcomes));
        var kinds = Words(rule, "kinds", at, word => AccessWords.TryRead(word, out ActorKind _), "person, client, owner, system");
        var only = Text(rule, "only") switch { null => AlertOnly.Any, "out-of-hours" => AlertOnly.OutOfHours, "new-address" => AlertOnly.NewAddress, "journal-gap" => AlertOnly.JournalGap, _ => (AlertOnly?)null };
        if (only is null || (rule.TryGetProperty("only", out var word) && word.ValueKind != JsonValueKind.String)) _faults.Add($"{at}.only: should be out-of-hours, new-address or journal-gap");
        if (!rule.TryGetProperty("count", out var given) || given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out var count) || count is < 1 or > MostCount)
        {
            _faults.Add($"{at}.count: should be a number from 1 to {MostCount}");
            count = 1;
        }

        if (!TimeSpan.TryParseExact(Text(rule, "within"), "c", CultureInfo.InvariantCulture, out var within) || within < TimeSpan.FromSeconds(1) || within > _longest)
            _faults.Add($"{at}.within: should be a time such as 00:10:00, one second to seven days");
        return new AlertRule(
            name ?? at, acts, [.. outcomes.Select(ReadOutcome)], [.. kinds.Select(ReadKind)], only ?? AlertOnly.Any, count, within);
    }

    private WorkingHours ReadHours(JsonElement hours)
    {
        if (!IsObject(hours, "hours", ["zone", "days", "from", "to"])) return WorkingHours.Usual;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Text(hours, "zone") ?? "", out var zone)) _faults.Add("hours.zone: should be a zone that this machine knows, such as Europe/Moscow");
        var days = Words(hours, "days", "hours", word => TryReadDay(word, out _), "monday to sunday").Select(word => TryReadDay(word, out var day) ? day : default).ToHashSet();
        if (days.Count == 0) _faults.Add("hours.days: should name at least one day");
        if (!TryReadTime(hours, "from", out var from)) _faults.Add("hours.from: should be a time such as 08:00");
        if (!TryReadTime(hours, "to", out var to)) _faults.Add("hours.to: should be a time such as 20:00");
        return new WorkingHours(zone ?? TimeZoneInfo.Utc, days, from, to);
    }

    private bool IsObject(JsonElement element, string at, string[] members)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _faults.Add($"{at}: should be an object");
            return false;
        }

        foreach (var member in element.EnumerateObject().Where(member => !members.Contains(member.Name)))
            _faults.Add($"{at}: has a member that is not one of {string.Join(", ", members)}");
        return true;
    }

    private List<string> Words(JsonElement element, string name, string at, Func<string, bool> isKnown, string form)
    {
        var words = new List<string>();
        if (!element.TryGetProperty(name, out var list)) return words;
        if (list.ValueKind == JsonValueKind.Array) words.AddRange(list.EnumerateArray().Select(word => word.ValueKind == JsonValueKind.String ? word.GetString()! : ""));
        if (list.ValueKind == JsonValueKind.Array && words.TrueForAll(word => isKnown(word))) return words;
        _faults.Add($"{at}.{name}: should be a list of {form}");
        return [];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static ActOutcome ReadOutcome(string word) => AccessWords.TryRead(word, out ActOutcome outcome) ? outcome : default;

    private static ActorKind ReadKind(string word) => AccessWords.TryRead(word, out ActorKind kind) ? kind : default;

    private static bool TryReadDay(string word, out DayOfWeek day) => Enum.TryParse(word, ignoreCase: true, out day) && Enum.IsDefined(day) && word.All(char.IsAsciiLetterLower);

    private static bool TryReadTime(JsonElement hours, string name, out TimeOnly time) =>
        TimeOnly.TryParseExact(Text(hours, name), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
