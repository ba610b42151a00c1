namespace Gudok.Sip;

/// <summary>Finds the method of a text.</summary>
internal static class SipMethods
{
    public static SipMethod Find(ReadOnlySpan<byte> text) => text.Length switch
    {
        3 when text.SequenceEqual("ACK"u8) => SipMethod.Ack,
        3 when text.SequenceEqual("BYE"u8) => SipMethod.Bye,
        4 when text.SequenceEqual("INFO"u8) => SipMethod.Info,
        5 when text.SequenceEqual("PRACK"u8) => SipMethod.Prack,
        5 when text.SequenceEqual("REFER"u8) => SipMethod.Refer,
        6 when text.SequenceEqual("INVITE"u8) => SipMethod.Invite,
        6 when text.SequenceEqual("CANCEL"u8) => SipMethod.Cancel,
        6 when text.SequenceEqual("NOTIFY"u8) => SipMethod.Notify,
        6 when text.SequenceEqual("UPDATE"u8) => SipMethod.Update,
        7 when text.SequenceEqual("OPTIONS"u8) => SipMethod.Options,
        7 when text.SequenceEqual("MESSAGE"u8) => SipMethod.Message,
        7 when text.SequenceEqual("PUBLISH"u8) => SipMethod.Publish,
        8 when text.SequenceEqual("REGISTER"u8) => SipMethod.Register,
        9 when text.SequenceEqual("SUBSCRIBE"u8) => SipMethod.Subscribe,
        _ => SipMethod.Other,
    };
}
