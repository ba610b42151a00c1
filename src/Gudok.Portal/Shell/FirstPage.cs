using Gudok.Access;

namespace Gudok.Portal;

/// <summary>The page that a person is led to: the first of the menu that one may open, at least the own account.</summary>
internal static class FirstPage
{
    private static readonly (Act Act, string Address)[] Menu =
    [
        (Act.CallsSearch, "/calls"), (Act.CallsSelf, SelfRoutes.Calls), (Act.KeepingRead, KeepingRoutes.Address), (Act.JournalSearch, JournalRoutes.Address), (Act.UserRead, PeopleRoutes.Address),
    ];

    /// <summary>Its address.</summary>
    public static string Of(Reader reader) => Menu.FirstOrDefault(page => reader.May(page.Act)) is { Address: { } address } ? address : AccountRoutes.Address;
}
