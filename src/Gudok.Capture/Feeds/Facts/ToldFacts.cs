using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>What PBXs told of one call.</summary>
/// <param name="Feed">Who told it.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Agent">Who took it: an account's name, or an extension.</param>
/// <param name="Application">Id of the application.</param>
internal sealed record ToldFacts(FeedCounters Feed, string? Queue, string? Agent, string? Application)
{
    /// <summary>As a record holds it.</summary>
    /// <param name="operatorName">The account of the agent; null if nobody is known by it.</param>
    public CallTags Tags(string? operatorName) => new() { Operator = operatorName, Service = Queue, Application = Application };
}
