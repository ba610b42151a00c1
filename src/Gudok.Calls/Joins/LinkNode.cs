using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One Call-ID among those of a conversation; nodes that were united have one root.</summary>
internal sealed class LinkNode
{
    private const int MaxClaims = 8;

    private readonly List<(LinkNode Node, ReplacedDialog Dialog)> _claims = [];
    private LinkNode? _parent;
    private (string CallId, string FromTag, Instant StartedAt)? _first;
    private ObservedCall? _call;

    /// <summary>The node that stands for all that were united.</summary>
    public LinkNode Root
    {
        get
        {
            var root = this;
            while (root._parent is { } parent) root = parent;
            return root;
        }
    }

    /// <summary>The first call known of the conversation; null while none is.</summary>
    public (string CallId, string FromTag, Instant StartedAt)? First => _first;

    /// <summary>Whether more than one call is, or was asked to be, in the conversation.</summary>
    public bool IsLinked { get; set; }

    /// <summary>Takes notice of the call itself.</summary>
    public void Identify(LegReport report)
    {
        _call = report.Call ?? _call;
        Root.Take((report.CallId, report.FromTag, report.StartedAt));
        if (_call is null) return;
        foreach (var (node, dialog) in _claims) node.Replace(this, dialog);
        _claims.Clear();
    }

    /// <summary>Says that this call replaces a dialog of another one. It is believed once that one shows the tags: whoever guesses a
    /// Call-ID links nothing.</summary>
    public void Replace(LinkNode other, ReplacedDialog dialog)
    {
        if (other._call is { } call)
        {
            if (call.Legs.Any(leg => HasTags(leg, dialog))) Unite(other);
        }
        else if (other._claims.Count < MaxClaims)
        {
            other._claims.Add((this, dialog));
        }
    }

    /// <summary>Says that two calls are of one conversation.</summary>
    public void Unite(LinkNode other)
    {
        var (one, two) = (Root, other.Root);
        if (ReferenceEquals(one, two)) return;
        two._parent = one;
        one.IsLinked = true;
        if (two._first is { } first) one.Take(first);
    }

    private void Take((string CallId, string FromTag, Instant StartedAt) call)
    {
        if (_first is not { } first || call.StartedAt < first.StartedAt) _first = call;
    }

    private static bool HasTags(ObservedLeg leg, ReplacedDialog dialog) =>
        (leg.FromTag == dialog.FromTag && leg.ToTag == dialog.ToTag) || (leg.FromTag == dialog.ToTag && leg.ToTag == dialog.FromTag);
}
