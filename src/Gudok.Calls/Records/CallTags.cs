namespace Gudok.Calls;

/// <summary>What is known of a call's handling; every member may be null.</summary>
public sealed record CallTags
{
    /// <summary>Nothing is known.</summary>
    public static CallTags None { get; } = new();

    /// <summary>The operator's account name, never a telephone number.</summary>
    public string? Operator { get; init; }

    /// <summary>The department that took the call.</summary>
    public string? Department { get; init; }

    /// <summary>The service that the caller turned to.</summary>
    public string? Service { get; init; }

    /// <summary>What it was about.</summary>
    public string? Topic { get; init; }

    /// <summary><c>enquiry</c>, <c>complaint</c> or <c>notification</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of the application (заявка).</summary>
    public string? Application { get; init; }

    /// <summary>Priority, 1 the highest.</summary>
    public int? Priority { get; init; }

    /// <summary><c>handled</c>, <c>inWork</c> or <c>refused</c>.</summary>
    public string? Handling { get; init; }

    /// <summary>Region of the caller, ISO 3166-2 where known.</summary>
    public string? Region { get; init; }

    /// <summary>These tags as people amended them.</summary>
    /// <param name="amended">What they amended; null for nothing.</param>
    public CallTags With(AmendedValues? amended) => amended is null ? this : this with
    {
        Service = Amend(Service, amended.Service),
        Topic = Amend(Topic, amended.Topic),
        Kind = Amend(Kind, amended.Kind),
        Application = Amend(Application, amended.Application),
        Priority = amended.Priority is { } priority ? (priority == 0 ? null : priority) : Priority,
        Handling = Amend(Handling, amended.Handling),
    };

    private static string? Amend(string? first, string? amended) => amended is null ? first : amended.Length == 0 ? null : amended;
}
