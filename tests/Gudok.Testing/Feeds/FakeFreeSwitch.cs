using System.Globalization;
using System.Text;

namespace Gudok.Testing;

/// <summary>The event socket of a FreeSWITCH: auth, subscription, events, the notice of the end.</summary>
public sealed class FakeFreeSwitch(string secret = "ClueCon") : FakePbx(secret)
{
    /// <inheritdoc />
    protected override string End => "\n\n";

    /// <inheritdoc />
    protected override string Greeting => "Content-Type: auth/request\n\n";

    /// <summary>Tells of an event, among keys that nobody should read.</summary>
    public Task TellAsync(string name, params (string Key, string Value)[] lines)
    {
        (string, string)[] all = [("Event-Name", name), ("Caller-Caller-ID-Number", "+79165550101"), .. lines];
        var body = string.Concat(all.Select(line => $"{line.Item1}: {Uri.EscapeDataString(line.Item2)}\n")) + "\n";
        return SayAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\nContent-Type: text/event-plain\n\n{body}")));
    }

    /// <summary>Says that it ends the connections, and ends them.</summary>
    public async Task EndAsync()
    {
        await SayAsync("Content-Type: text/disconnect-notice\nContent-Length: 24\n\nDisconnected, goodbye.\n\n"u8.ToArray());
        Close();
    }

    /// <inheritdoc />
    protected override (string Reply, bool? IsAdmitted) Answer(string message)
    {
        if (message == "auth " + Secret) return ("Content-Type: command/reply\nReply-Text: +OK accepted\n\n", false);
        if (message.StartsWith("auth ", StringComparison.Ordinal)) return ("Content-Type: command/reply\nReply-Text: -ERR invalid\n\nContent-Type: text/disconnect-notice\nContent-Length: 0\n\n", null);
        return message.StartsWith("event plain ", StringComparison.Ordinal)
            ? ("Content-Type: command/reply\nReply-Text: +OK event listener enabled plain\n\n", true)
            : ("Content-Type: command/reply\nReply-Text: -ERR command not found\n\n", false);
    }
}
