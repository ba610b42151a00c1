using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>What the policy says to an act: granted or refused.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>It may be done.</summary>
    /// <param name="Form">At most in this form parties are shown; what they are sought by, for a search.</param>
    /// <param name="Scope">At most of these people.</param>
    /// <param name="Role">The role that is granted it; null for the owner of the data folder, a job, and what everyone may.</param>
    public sealed record Granted(PartyForm Form, ActScope Scope, Role? Role) : Decision
    {
        /// <summary>How often a day the grant allows it; null for any number.</summary>
        public int? QuotaPerDay { get; init; }
    }

    /// <summary>It may not.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Act">What was refused.</param>
    public sealed record Refused(Refusal Reason, Act Act) : Decision
    {
        /// <summary>The fault's code.</summary>
        public string Code => AccessFaults.Of(Reason);

        /// <summary>What would help, in one line.</summary>
        public string Help => RefusalWords.Help(Reason);
    }
}
