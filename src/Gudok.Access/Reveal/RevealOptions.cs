namespace Gudok.Access;

/// <summary>How whole numbers are shown.</summary>
public sealed class RevealOptions
{
    /// <summary>How long a number stays on a page before it is hidden again by itself, 5 s to 10 min. Default 1 min.</summary>
    public TimeSpan ShowFor { get; set; } = TimeSpan.FromMinutes(1);
}
