using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gudok.Access;

/// <summary>Something that can be done here: a closed list. Pages, addresses, streams and commands each name theirs, the policy says who may, and
/// the journal keeps the name.</summary>
public sealed class Act
{
    // Before the acts: the first of them puts itself into it.
    private static readonly List<Act> Listed = [];

    private Act(string name, ActTraits traits, string meaning)
    {
        Name = name;
        Traits = traits;
        Meaning = meaning;
        Listed.Add(this);
    }

    /// <summary>Lower case, dotted: what policy file and journal call it. Never used again for something else.</summary>
    public string Name { get; }

    /// <summary>What it means, in one line.</summary>
    public string Meaning { get; }

    internal ActTraits Traits { get; }

    /// <summary>Whether it shows or looks for parties, so that a grant says in which form.</summary>
    public bool ShowsParties => Is(ActTraits.Parties);

    /// <summary>Whether it is done to calls, requests or people of somebody, so that a grant says whose.</summary>
    public bool IsScoped => Is(ActTraits.Scoped);

    /// <summary>Whether a request that does it is noted as such: acts done to somebody's calls, and looks into the journal, are noted where it is known
    /// what is looked at, what everybody may do for themselves where it is done, and counters that name nobody not at all.</summary>
    public bool IsNotedByRequest => !Is(ActTraits.Scoped | ActTraits.Everyone) && this != SystemMetrics && this != JournalSearch && this != ReviewJournal
        && this != UserAdd && this != UserChange && this != UserBlock && this != UserNumber;

    internal bool Is(ActTraits trait) => (Traits & trait) != 0;

    /// <summary>All acts, in the order of the page that a privacy officer reads.</summary>
    public static IReadOnlyList<Act> All => Listed;

    /// <summary>Opens the portal's frame and its start.</summary>
    public static Act PortalOpen { get; } = new("portal.open", ActTraits.Everyone, "Open the portal and read the description of its interface");

    /// <summary>One's own password, second factor, sessions.</summary>
    public static Act AccountOwn { get; } = new("account.own", ActTraits.Everyone, "See and change one's own password, second factor, sessions and preferences");

    /// <summary>Lists of calls.</summary>
    public static Act CallsSearch { get; } = new("calls.search", Reading, "List and filter calls");

    /// <summary>Calls as they happen.</summary>
    public static Act CallsFollow { get; } = new("calls.follow", Reading, "Follow calls as they are recorded");

    /// <summary>The card of one call.</summary>
    public static Act CallRead { get; } = new("call.read", Reading, "Open one call");

    /// <summary>What a citizen sees.</summary>
    public static Act CallsSelf { get; } = new("calls.self", Reading, "See the calls that concern oneself");

    /// <summary>Calls for another program to read.</summary>
    public static Act CallsExport { get; } = new("calls.export", Reading, "Write calls out as a table or as lines for another program, at the command line");

    /// <summary>SIP messages of a call.</summary>
    public static Act MessagesRead { get; } = new("messages.read", Reading, "See the signalling messages of a call, masked");

    /// <summary>Who amended what.</summary>
    public static Act AmendmentsRead { get; } = new("amendments.read", ActTraits.Scoped, "See who amended what of a call");

    /// <summary>Service, topic, handling, note.</summary>
    public static Act CallAmend { get; } = new("call.amend", ActTraits.Scoped, "Amend a call: service, topic, handling, note");

    /// <summary>A whole number in a search.</summary>
    public static Act NumberSearch { get; } = new("number.search", ActTraits.Scoped | ActTraits.CountedAlone, "Find calls by a whole number");

    /// <summary>Some digits in a search.</summary>
    public static Act NumberSearchPart { get; } = new(
        "number.search-part", ActTraits.Scoped | ActTraits.Parties | ActTraits.Counted, "Find calls by at least four digits of a number");

    /// <summary>The whole number on the screen.</summary>
    public static Act NumberReveal { get; } = new("number.reveal", Showing | ActTraits.Contact, "See the whole numbers of a call");

    /// <summary>The whole number in the clipboard.</summary>
    public static Act NumberCopy { get; } = new("number.copy", ActTraits.Scoped | ActTraits.Parties | ActTraits.Contact, "Copy a number that is shown");

    /// <summary>A proof of a call, numbers as commitments.</summary>
    public static Act EvidenceMake { get; } = new("evidence.make", ActTraits.Scoped, "Make evidence of a call, without its numbers");

    /// <summary>A proof of a call with its numbers.</summary>
    public static Act EvidenceDisclose { get; } = new("evidence.disclose", Showing, "Make evidence of a call with its numbers");

    /// <summary>Calls of another system.</summary>
    public static Act CallsPost { get; } = new("calls.post", ActTraits.None, "Send in calls of another system");

    /// <summary>Captures and tables.</summary>
    public static Act CallsImport { get; } = new("calls.import", ActTraits.None, "Import captures and records of other systems");

    /// <summary>A copy of the ledger that names nobody.</summary>
    public static Act FolderPseudonymise { get; } = new("folder.pseudonymise", ActTraits.None, "Make a copy of the ledger with invented numbers");

    /// <summary>Holds, acts of destruction, terms.</summary>
    public static Act KeepingRead { get; } = new("keeping.read", ActTraits.None, "See legal holds, acts of destruction and terms");

    /// <summary>A hold is placed.</summary>
    public static Act HoldPlace { get; } = new("hold.place", ActTraits.None, "Place a legal hold");

    /// <summary>A hold ends.</summary>
    public static Act HoldRelease { get; } = new("hold.release", ActTraits.None, "Release a legal hold");

    /// <summary>What an erasure would do.</summary>
    public static Act ErasureForecast { get; } = new("erasure.forecast", ActTraits.None, "See what an erasure would destroy");

    /// <summary>Parties are erased.</summary>
    public static Act ErasureRun { get; } = new("erasure.run", ActTraits.None, "Erase parties and write the act");

    /// <summary>Terms that are over.</summary>
    public static Act RetentionRun { get; } = new("retention.run", ActTraits.None, "Drop records whose term is over");

    /// <summary>Something is to leave the house.</summary>
    public static Act ExportAsk { get; } = new("export.ask", Reading, "Ask for an export of calls");

    /// <summary>Requests for exports.</summary>
    public static Act ExportRead { get; } = new("export.read", ActTraits.Scoped, "See requests for exports and what became of them");

    /// <summary>Yes or no to an export.</summary>
    public static Act ExportDecide { get; } = new("export.decide", ActTraits.Scoped | ActTraits.Approval, "Approve or refuse an export that somebody else asked for");

    /// <summary>The file and its password.</summary>
    public static Act ExportDownload { get; } = new("export.download", ActTraits.Scoped, "Download an approved export and see its password once");

    /// <summary>The whole journal.</summary>
    public static Act JournalSearch { get; } = new("journal.search", ActTraits.None, "Search the journal of who looked at what and why");

    /// <summary>Entries about oneself.</summary>
    public static Act JournalSelf { get; } = new("journal.self", ActTraits.None, "See who looked at the data about oneself");

    /// <summary>The journal's seals.</summary>
    public static Act JournalVerify { get; } = new("journal.verify", ActTraits.None, "Check the journal's seals");

    /// <summary>What stood out.</summary>
    public static Act AlertsRead { get; } = new("alerts.read", ActTraits.Scoped, "See alerts");

    /// <summary>Somebody has looked into it.</summary>
    public static Act AlertsAcknowledge { get; } = new("alerts.acknowledge", ActTraits.Scoped, "Acknowledge an alert");

    /// <summary>What is to be alerted on.</summary>
    public static Act AlertsRules { get; } = new("alerts.rules", ActTraits.None, "Change the rules of alerts");

    /// <summary>The week's page.</summary>
    public static Act ReviewJournal { get; } = new("review.journal", ActTraits.None, "Read and sign the weekly review of the journal");

    /// <summary>The quarter's page.</summary>
    public static Act ReviewRead { get; } = new("review.read", ActTraits.Scoped, "See the quarterly review of rights and the list of leavers");

    /// <summary>Its answers.</summary>
    public static Act ReviewRights { get; } = new("review.rights", ActTraits.Scoped, "Answer in the quarterly review of rights, and confirm the list of leavers");

    /// <summary>Accounts.</summary>
    public static Act UserRead { get; } = new("user.read", ActTraits.None, "See accounts, roles and teams");

    /// <summary>A new account.</summary>
    public static Act UserAdd { get; } = new("user.add", ActTraits.None, "Add an account");

    /// <summary>Roles and teams of an account.</summary>
    public static Act UserChange { get; } = new("user.change", ActTraits.None, "Change roles, teams and sign-in of an account");

    /// <summary>Somebody leaves.</summary>
    public static Act UserBlock { get; } = new("user.block", ActTraits.None, "Block an account and end its sessions");

    /// <summary>A citizen's account and the number that is that person's.</summary>
    public static Act UserNumber { get; } = new("user.number", ActTraits.None, "Link a citizen's account to the person's number, and end the link");

    /// <summary>Programs with tokens.</summary>
    public static Act ClientManage { get; } = new("client.manage", ActTraits.None, "Register programs, their keys and scopes");

    /// <summary>The policy itself.</summary>
    public static Act PolicyRead { get; } = new("policy.read", ActTraits.None, "Read the policy in force");

    /// <summary>Counters of the process.</summary>
    public static Act SystemMetrics { get; } = new("system.metrics", ActTraits.None, "Read counters of the server, which name nobody");

    /// <summary>Live capture and portal.</summary>
    public static Act SystemServe { get; } = new("system.serve", ActTraits.None, "Start live capture and the portal");

    /// <summary>Traffic of an invented centre.</summary>
    public static Act SystemSimulate { get; } = new("system.simulate", ActTraits.None, "Send simulated traffic");

    /// <summary>Seals of ledger and vault.</summary>
    public static Act SystemVerify { get; } = new("system.verify", ActTraits.None, "Check ledger, heads and vault; show signed heads");

    /// <summary>Keys of the installation.</summary>
    public static Act KeysRotate { get; } = new("keys.rotate", ActTraits.None, "See and rotate the installation's keys");

    /// <summary>Copies in another place.</summary>
    public static Act BackupMake { get; } = new("backup.make", ActTraits.None, "Make and check backups");

    /// <summary>A folder from a backup.</summary>
    public static Act FolderRestore { get; } = new("folder.restore", ActTraits.None, "Restore a data folder from a backup");

    private const ActTraits Reading = ActTraits.Scoped | ActTraits.Parties;

    private const ActTraits Showing = Reading | ActTraits.Counted;

    private static readonly FrozenDictionary<string, Act> ByName = Listed.ToFrozenDictionary(act => act.Name, StringComparer.Ordinal);

    /// <summary>The act of a name; false if there is none.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Act? act) => ByName.TryGetValue(name, out act);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
