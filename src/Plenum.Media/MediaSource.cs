namespace Plenum.Media;

/// <summary>What a publication shows or sounds.</summary>
public enum MediaSource
{
    /// <summary>A voice.</summary>
    Microphone,

    /// <summary>A face.</summary>
    Camera,

    /// <summary>A screen: text, which comes before faces.</summary>
    Screen,

    /// <summary>What a shared screen sounds like.</summary>
    ScreenAudio,
}
