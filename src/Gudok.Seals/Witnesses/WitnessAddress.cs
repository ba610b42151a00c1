using System.Diagnostics.CodeAnalysis;

namespace Gudok.Seals;

/// <summary>Reads how a witness is configured.</summary>
public static class WitnessAddress
{
    /// <summary>Forms that are understood, for messages to people.</summary>
    public const string Forms = "a full path such as /var/lib/gudok-heads, syslog+udp://HOST:PORT, syslog+tcp://HOST:PORT, syslog+unix:///dev/log or https://HOST/PATH, without a password in it";

    /// <summary>Whether the text names a witness.</summary>
    public static bool IsValid(string text) => TryOpen(text, TimeProvider.System, out var witness) && Dispose(witness);

    /// <summary>Makes the witness that a text names; nothing is connected to yet.</summary>
    /// <param name="text">One of <see cref="Forms"/>.</param>
    /// <param name="clock">Stamps syslog messages.</param>
    /// <param name="witness">The witness.</param>
    public static bool TryOpen(string text, TimeProvider clock, [NotNullWhen(true)] out IHeadWitness? witness)
    {
        witness = null;
        if (string.IsNullOrEmpty(text)) return false;
        if (text[0] == '/') witness = text[^1] == '/' ? null : new FileWitness(text);
        else if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0) witness = Of(address, text, clock);
        return witness is not null;
    }

    private static IHeadWitness? Of(Uri address, string text, TimeProvider clock) => address.Scheme switch
    {
        "https" or "http" when address.Host.Length > 0 => new HttpWitness(address, text),
        _ when SyslogServer.TryOpen(text, SyslogWitness.MessageId, clock, out var server) => new SyslogWitness(server, text),
        _ => null,
    };

    private static bool Dispose(IHeadWitness witness)
    {
        witness.Dispose();
        return true;
    }
}
