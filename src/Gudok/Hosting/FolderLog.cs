using System.Text.Json;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok;

/// <summary>The data folder's log: JSON lines with ECS field names, <c>log/gudok.jsonl</c>. Holds no number and no name of a party.</summary>
/// <param name="folder">The data folder.</param>
internal sealed class FolderLog(string folder)
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

    private static string WithoutNumbers(string reason) => PlainWords.WithoutNumbers(reason.Length > MaxReason ? reason[..MaxReason] : reason);
}
