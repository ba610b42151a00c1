namespace Gudok.Access;

/// <summary>How calls leave the portal as files.</summary>
public sealed class ExportOptions
{
    /// <summary>How long a file is kept for its requester at most, 1 h to 30 d. Default 3 d.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long a request waits for a decision before it ends by itself, 1 h to 90 d. Default 7 d.</summary>
    public TimeSpan DecideWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The most calls of one file; of more the newest stand in it, and the page says so, 1 to 100,000. Default 10,000.</summary>
    public int MostCalls { get; set; } = 10_000;

    /// <summary>How often a file may be downloaded, 1 to 20. Default 3.</summary>
    public int Downloads { get; set; } = 3;

    /// <summary>Requests of one person that wait or have a file, 1 to 100. Default 10.</summary>
    public int OpenRequests { get; set; } = 10;
}
