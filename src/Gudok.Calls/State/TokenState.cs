namespace Gudok.Calls;

/// <summary>Join tokens as saved.</summary>
internal static class TokenState
{
    public static void Write(StateWriter writer, JoinTokens? tokens)
    {
        writer.Write(tokens is not null);
        if (tokens is null) return;
        writer.Write(tokens.Session is not null);
        if (tokens.Session is { } session) WritePair(session);
        writer.Write(tokens.LaterSessions, WritePair);
        writer.Write(tokens.References, writer.Write);
        writer.Write(tokens.Replaces, dialog =>
        {
            writer.Write(dialog.CallId);
            writer.Write(dialog.ToTag);
            writer.Write(dialog.FromTag);
        });
        writer.Write(tokens.Referred, referred =>
        {
            writer.Write(referred.Target);
            writer.Write(referred.Host);
            writer.Write(referred.At);
        });

        void WritePair(SessionPair pair)
        {
            writer.Write(pair.One);
            writer.Write(pair.Other);
        }
    }

    public static JoinTokens? Read(StateReader reader) => !reader.ReadBool() ? null : new JoinTokens
    {
        Session = reader.ReadBool() ? ReadPair(reader) : null,
        LaterSessions = reader.ReadList(() => ReadPair(reader)),
        References = reader.ReadList(reader.ReadText),
        Replaces = reader.ReadList(() => new ReplacedDialog(reader.ReadText(), reader.ReadText(), reader.ReadText())),
        Referred = reader.ReadList(() => new ReferredCall(reader.ReadParty(), reader.ReadAddress(), reader.ReadInstant())),
    };

    private static SessionPair ReadPair(StateReader reader) => new(reader.ReadText(), reader.ReadText());
}
