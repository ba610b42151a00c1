namespace Gudok.Access;

/// <summary>How often somebody looked at, or for, whole numbers.</summary>
public interface INumberUse
{
    /// <summary>Counted acts of an actor since a moment, done ones only: reveals, evidence with numbers, searches by part.</summary>
    ValueTask<int> SinceAsync(Actor actor, DateTimeOffset since, CancellationToken cancellationToken);
}
