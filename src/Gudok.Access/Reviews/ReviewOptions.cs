namespace Gudok.Access;

/// <summary>When rights are reviewed.</summary>
public sealed class ReviewOptions
{
    /// <summary>Within how long from the first day of a quarter its review of rights is to be closed; later it is overdue, and alerted on. Default 30 days, 1 to 80 days.</summary>
    public TimeSpan DueWithin { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long an account may lie unused before it stands on the list of leavers. Default 90 days, 7 to 366 days.</summary>
    public TimeSpan UnusedFor { get; set; } = TimeSpan.FromDays(90);
}
