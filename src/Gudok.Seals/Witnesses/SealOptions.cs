namespace Gudok.Seals;

/// <summary>How heads are signed and who witnesses them. Section <c>Seals</c> of the settings.</summary>
public sealed class SealOptions
{
    /// <summary>How long what was recorded waits for its signed head at most, while served. Default 1 minute; 1 s to 1 minute.</summary>
    public TimeSpan HeadPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Who is given each head, so that a ledger rolled back or signed anew shows: the path of a file outside the data folder,
    /// <c>syslog+udp://HOST:PORT</c>, <c>syslog+tcp://HOST:PORT</c>, <c>syslog+unix:///dev/log</c> (RFC 5424), or <c>https://…</c>
    /// (POST). Default nobody.</summary>
    public IList<string> Witnesses { get; } = [];

    /// <summary>How long a witness may take to accept heads. Default 10 s; 1 s to 5 minutes.</summary>
    public TimeSpan WitnessTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long a witness that failed is tried again. Default 30 s; 1 s to 1 hour.</summary>
    public TimeSpan WitnessRetry { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most heads given at once to a witness that is behind; the others wait in heads.db. Default 1,000; 1 to 100,000.</summary>
    public int WitnessBatch { get; set; } = 1_000;
}
