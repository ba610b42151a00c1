namespace Gudok.Backup;

/// <summary>Where backups go by themselves. Section <c>Backup</c> of the settings.</summary>
public sealed class BackupOptions
{
    /// <summary>The backup place: a folder on another disk or machine. Each erasure is written down there at once, so that a backup that is put
    /// back forgets again. Default none.</summary>
    public string Place { get; set; } = "";

    /// <summary>Whether <c>gudok serve</c> copies to the place what was committed, again and again. Default no.</summary>
    public bool Continuous { get; set; }

    /// <summary>How long continuous copying rests between two rounds. Default 2 s; 100 ms to 1 h.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How far the place may stay behind before the log says so. Default 5 s; 1 s to 1 day.</summary>
    public TimeSpan LagLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many runs the place keeps that one can go back to. Default 8; 2 to 1,000.</summary>
    public int Points { get; set; } = 8;
}
