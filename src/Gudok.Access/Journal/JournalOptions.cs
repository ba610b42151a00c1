namespace Gudok.Access;

/// <summary>How the journal of access is kept.</summary>
public sealed class JournalOptions
{
    /// <summary>How many days the journal keeps an entry; then the whole day is dropped. Default 1,826 (five years); 1 to 36,500.</summary>
    public int Days { get; set; } = 1826;

    /// <summary>A syslog server (RFC 5424) that is given every entry while served: <c>syslog+udp://HOST:PORT</c>, <c>syslog+tcp://HOST:PORT</c> or
    /// <c>syslog+unix:///dev/log</c>. Entries name people and their reasons. Default none.</summary>
    public string Syslog { get; set; } = "";
}
