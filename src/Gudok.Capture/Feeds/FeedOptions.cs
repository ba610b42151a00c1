namespace Gudok.Capture;

/// <summary>One PBX that tells of its calls.</summary>
public sealed class FeedOptions
{
    private const int MostText = 256;

    /// <summary>Host and port of the PBX: <c>127.0.0.1:5038</c> for AMI, with TLS usually 5039; <c>127.0.0.1:8021</c> for ESL.</summary>
    public string Address { get; set; } = "";

    /// <summary>The user: of <c>manager.conf</c> for Asterisk. For FreeSWITCH only where users of its directory sign in (<c>1000@example.org</c>).</summary>
    public string User { get; set; } = "";

    /// <summary>Its password, at most 256 characters.</summary>
    public string Secret { get; set; } = "";

    /// <summary>A file whose first line is the password, instead of <see cref="Secret"/>.</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>Whether the connection is TLS 1.2 or 1.3 and the PBX shows a certificate of its host. Default no.</summary>
    public bool Tls { get; set; }

    /// <summary>A PEM file with the authorities whose certificates are trusted. Default: those of this machine.</summary>
    public string Authorities { get; set; } = "";

    /// <summary>Whether a PBX on another machine may be asked without TLS: what it tells holds telephone numbers, and FreeSWITCH's password goes as it is. Default no.</summary>
    public bool AllowPlain { get; set; }

    /// <summary>The channel variable that holds the SIP Call-ID. Default: <c>GUDOK_CALLID</c> and <c>SIPCALLID</c> of Asterisk, <c>sip_call_id</c> of FreeSWITCH.</summary>
    public string CallIdVariable { get; set; } = "";

    /// <summary>The channel variable that holds the id of the application. Default <c>GUDOK_APPLICATION</c>.</summary>
    public string ApplicationVariable { get; set; } = "GUDOK_APPLICATION";

    /// <summary>Host and port; null if <see cref="Address"/> is none.</summary>
    internal (string Host, int Port)? Place => HostPort.TryRead(Address);

    /// <summary>What is wrong, each with the setting's name within its entry.</summary>
    internal IEnumerable<string> Validate()
    {
        if (Place is null) yield return "Address: a host and a port, such as 127.0.0.1:5038";
        else if (!Tls && !AllowPlain && !HostPort.IsHere(Place.Value.Host)) yield return "Tls: true, as the PBX is on another machine, or AllowPlain where nobody can listen on the way";
        if (Secret.Length > 0 == SecretFile.Length > 0) yield return "Secret: either Secret or SecretFile";
        if (!IsWord(User, isEmptyFine: true)) yield return $"User: at most {MostText} characters, no control characters";
        if (!IsWord(Secret, isEmptyFine: true)) yield return $"Secret: at most {MostText} characters, no control characters";
        if (!IsWord(CallIdVariable, isEmptyFine: true)) yield return "CallIdVariable: the name of a channel variable";
        if (!IsWord(ApplicationVariable, isEmptyFine: false)) yield return "ApplicationVariable: the name of a channel variable";
        if (Authorities.Length > 0 && !Tls) yield return "Authorities: only with Tls";
    }

    /// <summary>The password.</summary>
    /// <param name="setting">Where it is set, for the one who reads the fault.</param>
    /// <exception cref="CaptureException">GDK-5030: its file cannot be read or holds none.</exception>
    internal string ReadSecret(string setting)
    {
        if (SecretFile.Length == 0) return Secret;
        try
        {
            var secret = File.ReadLines(SecretFile).FirstOrDefault("").Trim();
            if (secret.Length > 0 && IsWord(secret, isEmptyFine: false)) return secret;
            throw new CaptureException(CaptureFaults.FeedFileUnreadable, $"{SecretFile} ({setting}:SecretFile): its first line is to hold the password, at most {MostText} characters");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException(CaptureFaults.FeedFileUnreadable, $"{SecretFile} ({setting}:SecretFile) cannot be read: {fault.Message}");
        }
    }

    // What goes onto a line of its own must not begin another one.
    private static bool IsWord(string text, bool isEmptyFine) => text.Length <= MostText && (isEmptyFine || text.Length > 0) && !text.Any(char.IsControl);
}
