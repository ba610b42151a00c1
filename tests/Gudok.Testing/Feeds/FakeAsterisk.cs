using System.Security.Cryptography;
using System.Text;

namespace Gudok.Testing;

/// <summary>The manager interface of an Asterisk: challenge, login, event mask, pings, events.</summary>
public sealed class FakeAsterisk(string secret = "s3cret") : FakePbx(secret)
{
    private const string Nonce = "840415273";

    /// <inheritdoc />
    protected override string End => "\r\n\r\n";

    /// <inheritdoc />
    protected override string Greeting => "Asterisk Call Manager/9.0.0\r\n";

    /// <summary>Tells of an event, among keys that nobody should read.</summary>
    public Task TellAsync(string name, params string[] lines) =>
        SayAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", ["Event: " + name, "Privilege: agent,all", "CallerIDNum: 79165550101", "CallerIDName: Anna", .. lines]) + "\r\n\r\n"));

    /// <inheritdoc />
    protected override (string Reply, bool? IsAdmitted) Answer(string message)
    {
        var id = Of(message, "ActionID") is { } given ? $"ActionID: {given}\r\n" : "";
        return Of(message, "Action") switch
        {
            "Challenge" => ($"Response: Success\r\n{id}Challenge: {Nonce}\r\n\r\n", false),
            "Login" when IsRight(message) => ($"Response: Success\r\n{id}Message: Authentication accepted\r\n\r\n", false),
            "Login" => ($"Response: Error\r\n{id}Message: Authentication failed\r\n\r\n", null),
            "Events" => ("Response: Success\r\nEvents: On\r\n\r\n", true),
            "Ping" => ("Response: Success\r\nPing: Pong\r\n\r\n", false),
            _ => ($"Response: Error\r\n{id}Message: Invalid/unknown command\r\n\r\n", false),
        };
    }

#pragma warning disable CA5351 // The protocol's own challenge.
    private bool IsRight(string message) => Of(message, "Username") == "gudok"
        && (Of(message, "Secret") == Secret || Of(message, "Key") == Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Nonce + Secret))));
#pragma warning restore CA5351

    private static string? Of(string message, string key) =>
        message.Split("\r\n").Where(line => line.StartsWith(key + ": ", StringComparison.Ordinal)).Select(line => line[(key.Length + 2)..]).FirstOrDefault();
}
