using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What has become of an edge at its subscriber.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<EdgeCondition>))]
public enum EdgeCondition
{
    /// <summary>It carries: the first frame was decoded or the first sound heard; of a muted publication, the link is connected.</summary>
    Up,

    /// <summary>It cannot be brought up, or broke down for good.</summary>
    Failed,
}
