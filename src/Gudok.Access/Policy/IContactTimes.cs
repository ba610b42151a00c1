namespace Gudok.Access;

/// <summary>When operators last had to do with the people whom calls are about. The executable binds it to the ledger.</summary>
public interface IContactTimes
{
    /// <summary>When the operator's last call with the party of a call ended; null if there was none.</summary>
    /// <param name="operatorName">The operator's account name.</param>
    /// <param name="call">Id of the call whose party is meant: who called in, or who was called.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<DateTimeOffset?> LastAsync(string operatorName, string call, CancellationToken cancellationToken);
}
