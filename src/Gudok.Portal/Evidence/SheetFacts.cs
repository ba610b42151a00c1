using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Seals;

namespace Gudok.Portal;

/// <summary>What the sheet says, read from a file of evidence and nothing else. In Russian, for a court, in the words of the portal.</summary>
internal sealed class SheetFacts
{
    private readonly string _text;
    private readonly JsonObject _file;
    private readonly TimeZoneInfo _zone;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text, valid.</param>
    /// <param name="zone">The zone in which times are told beside UTC.</param>
    public SheetFacts(string text, TimeZoneInfo zone)
    {
        _text = text;
        _zone = zone;
        _file = JsonNode.Parse(text)!.AsObject();
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(text));
    }

    private static Texts Words => Texts.Russian;

    /// <summary>SHA-256 of the file.</summary>
    public string Hash { get; }

    /// <summary>What our own check of it says.</summary>
    public EvidenceVerdict Verdict { get; }

    /// <summary>What the file says of whoever sent the traffic.</summary>
    public string Sender => (string)_file["sourceAuthentication"]! switch
    {
        "address" => "Агент, приславший сигнальные сообщения, допущен по адресу сети.",
        "key" => "Агент, приславший сигнальные сообщения, допущен по переданному им ключу.",
        "address+key" => "Агент, приславший сигнальные сообщения, допущен по адресу сети и переданному им ключу.",
        _ when Entries[0]["reading"]!["details"] is null => "Они не показывают, кто отправил сигнальные сообщения: источник в файле не раскрыт.",
        _ => "Они не показывают, кто отправил сигнальные сообщения: источник не аутентифицирован.",
    };

    /// <summary>The file as an address that a browser saves.</summary>
    public string DataAddress => "data:application/json;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(_text));

    public string Id => (string)First["id"]!;

    public string FileName => $"evidence-{Id}.json";

    public string KeyFingerprint => Verdict.KeyFingerprint ?? "";

    public int Corrections => Records.Count - 1;

    /// <summary>What people added to the record later: when, and what.</summary>
    public IEnumerable<(string Name, string Value)> Amendments => Entries.Where(IsAmendment).Select(entry =>
    {
        var reading = entry["reading"]!.AsObject();
        return (Name(entry), $"{Time(reading, "amendedAt")}. {SheetAmendment.Text(reading["details"] as JsonObject)}");
    });

    /// <summary>The call as it stands after its last correction.</summary>
    public IEnumerable<(string Name, string Value)> Call
    {
        get
        {
            var reading = Records[^1]["reading"]!.AsObject();
            yield return (Words.RecordId, Id);
            yield return (Words.StartedAt, Time(reading, "startedAt"));
            if (reading.ContainsKey("answeredAt")) yield return (Words.Answered, Time(reading, "answeredAt"));
            if (reading.ContainsKey("endedAt")) yield return (Words.Ended, Time(reading, "endedAt"));
            if (reading["talkMs"] is { } talk) yield return (Words.Talk, Duration((long)talk));
            yield return (Words.Direction, Say.Direction(Words, Word<CallDirection>(reading, "direction")));
            yield return (Words.Disposition, $"{Say.Disposition(Words, Word<CallDisposition>(reading, "disposition"))} (SIP {(long)reading["sipStatus"]!})");
            yield return (Words.Caller, Party("caller"));
            yield return (Words.Callee, Party("callee"));
            yield return ("Поправок", Corrections == 0 ? "нет" : Corrections.ToString(CultureInfo.InvariantCulture));
            if (Reservations(reading) is { Length: > 0 } reservations) yield return (Words.FlagsLabel, reservations);
        }
    }

    /// <summary>Where each entry stands and who signed it.</summary>
    public IEnumerable<(string Name, string Value)> Proof
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (!SignedHead.TryParse((string)entry["head"]!, out var head)) continue;
                yield return (Name(entry), string.Create(
                    CultureInfo.InvariantCulture,
                    $"№ {(long)entry["index"]! + 1} из {head.Size} в дереве дня {head.Tree.Day:dd.MM.yyyy}; голова {head.Number} подписана {head.SignedAt:dd.MM.yyyy HH:mm:ss} UTC"));
                yield return ("Корень дерева", head.Root);
            }
        }
    }

    private List<JsonObject> Entries => field ??= [.. _file["entries"]!.AsArray().Select(entry => entry!.AsObject())];

    /// <summary>The record and its corrections.</summary>
    private List<JsonObject> Records => [.. Entries.Where(entry => !IsAmendment(entry))];

    private static bool IsAmendment(JsonObject entry) => entry["reading"]!["amendment"] is not null;

    private string Name(JsonObject entry) => IsAmendment(entry)
        ? string.Create(CultureInfo.InvariantCulture, $"Изменение {(long)entry["reading"]!["amendment"]!}")
        : Entries.IndexOf(entry) is > 0 and var number ? string.Create(CultureInfo.InvariantCulture, $"Поправка {number}") : "Запись";

    private JsonObject First => Entries[0]["reading"]!.AsObject();

    private string Time(JsonObject reading, string name)
    {
        var time = DateTimeOffset.Parse((string)reading[name]!, CultureInfo.InvariantCulture);
        var local = TimeZoneInfo.ConvertTime(time, _zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:dd.MM.yyyy HH:mm:ss.fff}, часовой пояс UTC{local:zzz}");
    }

    private static string Duration(long milliseconds) =>
        TimeSpan.FromMilliseconds(milliseconds).ToString(@"h\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    // The place itself, or the one of which the record says that the same party stands there.
    private string Party(string place)
    {
        var entry = Records[^1];
        var same = (string?)entry["reading"]!["sameAs"]?[place];
        var role = same ?? place;
        var found = entry["parties"]!.AsArray().FirstOrDefault(party => (string?)party!["role"] == role);
        if (found is null) return same is null ? "скрыт или неизвестен" : "обязательства нет";
        return (string?)found["party"] ?? $"не раскрыт; обязательство {((string)found["commitment"]!)[..16]}…";
    }

    private static string Reservations(JsonObject reading) => string.Join(" ", Flags.Of(
        Words, (bool)reading["complete"]!, (bool)reading["startEstimated"]!, (bool)reading["endEstimated"]!, (bool)reading["lossSuspected"]!).Select(flag => flag.Text));

    /// <summary>A word of the file as the enum that the portal has words for; what no enum knows is unknown.</summary>
    private static T Word<T>(JsonObject reading, string name)
        where T : struct, Enum => Enum.TryParse<T>((string)reading[name]!, ignoreCase: true, out var word) ? word : default;
}
