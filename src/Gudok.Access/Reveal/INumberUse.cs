namespace Gudok.Access;

/// <summary>How often somebody looked at, or for, whole numbers.</summary>
public interface INumberUse
{
    /// <summary>What counts against a quota of an act since a moment, done acts only: for searches by a whole number those, else reveals, evidence with
    /// numbers and searches by part together.</summary>
    ValueTask<int> SinceAsync(Actor actor, Act act, DateTimeOffset since, CancellationToken cancellationToken);
}
