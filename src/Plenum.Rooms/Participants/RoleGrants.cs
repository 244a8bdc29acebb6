namespace Plenum.Rooms;

/// <summary>What each role may do where a token does not say otherwise.</summary>
public static class RoleGrants
{
    private const Grants Viewer = Grants.Chat | Grants.React | Grants.Rename;
    private const Grants Member = Viewer | Grants.PublishAudio | Grants.PublishVideo | Grants.PublishScreen;
    private const Grants Host = Member | Grants.Moderate;

    /// <summary>The grants that come with a role.</summary>
    /// <param name="role">The role.</param>
    /// <returns>The grants.</returns>
    public static Grants Of(Role role) => role switch
    {
        Role.Host => Host,
        Role.Member => Member,
        Role.Viewer => Viewer,
        _ => Grants.None,
    };
}
