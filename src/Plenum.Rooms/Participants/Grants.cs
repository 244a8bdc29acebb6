namespace Plenum.Rooms;

/// <summary>What a participant may do.</summary>
[Flags]
public enum Grants
{
    /// <summary>Watch and listen.</summary>
    None = 0,

    /// <summary>Publish a microphone.</summary>
    PublishAudio = 1 << 0,

    /// <summary>Publish a camera.</summary>
    PublishVideo = 1 << 1,

    /// <summary>Publish a screen with its sound.</summary>
    PublishScreen = 1 << 2,

    /// <summary>Write in the chat.</summary>
    Chat = 1 << 3,

    /// <summary>Raise a hand and show emojis.</summary>
    React = 1 << 4,

    /// <summary>Change one's own name and metadata.</summary>
    Rename = 1 << 5,

    /// <summary>The host's actions.</summary>
    Moderate = 1 << 6,

    /// <summary>See the server's inner state. No role brings it; only a token does.</summary>
    Admin = 1 << 7,
}
