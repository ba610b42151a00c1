using System.Text.Json;
using System.Text.RegularExpressions;
using Gudok.Sip;

namespace Gudok;

/// <summary>The data folder's log: JSON lines with ECS field names, <c>log/gudok.jsonl</c>. Holds no number and no name of a party.</summary>
/// <param name="folder">The data folder.</param>
internal sealed partial class FolderLog(string folder)
{
    private const int MaxReason = 300;

    private readonly Lock _turn = new();

    /// <summary>Notes that somebody is about to see numbers in full; written and flushed before the first one is shown.</summary>
    public void NoteReveal(string reason, TimeProvider clock)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", Instant.Now(clock).ToString());
            json.WriteString("event.action", "calls-reveal");
            json.WriteString("user.name", Environment.UserName);
            json.WriteString("event.reason", WithoutNumbers(reason));
            json.WriteEndObject();
        }

        lock (_turn)
        {
            var directory = Directory.CreateDirectory(Path.Combine(folder, "log"));
            using var file = new FileStream(Path.Combine(directory.FullName, "gudok.jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(text.ToArray());
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>A reason is typed by a person, who may type the very number: what could be one is blotted out, a case number is not.</summary>
    private static string WithoutNumbers(string reason) =>
        LongNumber().Replace(reason.Length > MaxReason ? reason[..MaxReason] : reason, "[number]");

    [GeneratedRegex(@"\+?\d(?:[\s().-]{0,3}\d){6,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();
}
