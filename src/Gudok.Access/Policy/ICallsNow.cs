namespace Gudok.Access;

/// <summary>Who talks at this moment. The executable binds it to live capture.</summary>
public interface ICallsNow
{
    /// <summary>Whether the operator is in a call with the party of a call.</summary>
    /// <param name="operatorName">The operator's account name.</param>
    /// <param name="call">Id of the call whose party is meant: who called in, or who was called.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<bool> IsInCallAsync(string operatorName, string call, CancellationToken cancellationToken);
}
