using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>Something a participant may do.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Grant>))]
public enum Grant
{
    /// <summary>Publish a microphone.</summary>
    PublishAudio,

    /// <summary>Publish a camera.</summary>
    PublishVideo,

    /// <summary>Publish a screen with its sound.</summary>
    PublishScreen,

    /// <summary>Write in the chat.</summary>
    Chat,

    /// <summary>Raise a hand and show emojis.</summary>
    React,

    /// <summary>Change one's own name and metadata.</summary>
    Rename,

    /// <summary>The host's actions.</summary>
    Moderate,

    /// <summary>See the server's inner state.</summary>
    Admin,
}
