using System.Text;
using Gudok.Sip;

namespace Gudok.Capture.Tests;

/// <summary>What a plain reader of texts finds out about one Call-ID: nothing of the product's parser or assembly is used.</summary>
internal sealed class SeenCall
{
    private NetworkEndpoint _caller;

    public string FromTag { get; private set; } = "";

    public string FirstUri { get; private set; } = "";

    public Instant StartedAt { get; private set; }

    public Instant? RingingAt { get; private set; }

    public Instant? ProgressAt { get; private set; }

    public Instant? AnsweredAt { get; private set; }

    public Instant? ByeAt { get; private set; }

    public bool IsByeFromCaller { get; private set; }

    public Instant? RefusedAt { get; private set; }

    public int FinalStatus { get; private set; }

    public int Messages { get; private set; }

    public string FirstInvite { get; private set; } = "";

    public static Dictionary<string, SeenCall> Read(CallSimulator simulator)
    {
        var calls = new Dictionary<string, SeenCall>();
        while (simulator.MoveNext())
        {
            var message = simulator.Current;
            var text = Encoding.UTF8.GetString(message.Bytes);
            var id = Header(text, "Call-ID");
            if (!calls.TryGetValue(id, out var call)) calls.Add(id, call = new SeenCall());
            call.See(message.Time, message.Source, message.Destination, text);
        }

        return calls;
    }

    public static string Header(string text, string name)
    {
        var at = text.IndexOf($"\r\n{name}: ", StringComparison.Ordinal);
        if (at < 0) return "";
        at += name.Length + 4;
        return text[at..text.IndexOf("\r\n", at, StringComparison.Ordinal)];
    }

    private void See(Instant time, NetworkEndpoint source, NetworkEndpoint destination, string text)
    {
        if (Messages++ == 0)
        {
            _caller = source;
            StartedAt = time;
            FirstInvite = text;
            FirstUri = text[text.IndexOf("sip:", StringComparison.Ordinal)..text.IndexOf('@', StringComparison.Ordinal)];
            FromTag = Header(text, "From")[^16..];
        }

        // Only what passes at the caller's side counts: the times of a call are those of the point that first saw it.
        if (source != _caller && destination != _caller) return;
        if (text.StartsWith("BYE", StringComparison.Ordinal) && ByeAt is null) (ByeAt, IsByeFromCaller) = (time, source == _caller);
        var isOfInvite = Header(text, "CSeq").EndsWith("INVITE", StringComparison.Ordinal);
        if (text.StartsWith("SIP/2.0 ", StringComparison.Ordinal) && isOfInvite && AnsweredAt is null)
            SeeStatus(time, int.Parse(text.AsSpan(8, 3), System.Globalization.CultureInfo.InvariantCulture));
    }

    private void SeeStatus(Instant time, int status)
    {
        if (status == 180) RingingAt ??= time;
        if (status == 183) ProgressAt ??= time;
        if (status < 200) return;
        FinalStatus = status;
        if (status == 200) AnsweredAt = time;
        else RefusedAt = time;
    }
}
