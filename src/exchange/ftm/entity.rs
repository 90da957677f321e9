//! A FollowTheMoney entity as it is written.
//!
//! Comes in: a line of JSON. Goes out: `Entity`. Always holds: a property is a list of values, whether it was
//! written as one value or as a list; values that are entities themselves stay entities.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// An entity.
#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    #[serde(default)]
    pub(super) id: String,
    pub(super) schema: String,
    #[serde(default)]
    pub(super) caption: Option<String>,
    #[serde(default)]
    pub(super) properties: BTreeMap<String, Values>,
    /// What our own export adds.
    #[serde(default)]
    pub(super) rapporteur: Option<Own>,
}

/// The values of a property.
#[derive(Debug, Default)]
pub(super) struct Values(pub(super) Vec<Value>);

/// A value of a property.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Entity(Box<Entity>),
}

/// What an export adds beside the properties: keys of the registry that FollowTheMoney has no property for.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Own {
    /// True for entities that an export makes of articles and relations, and that no import needs.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) derived: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) slug: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) demonyms: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) metonyms: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<OwnRole>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) member_of: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) located_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wikidata: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wikipedia: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) website: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) opensanctions: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) case: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) diacritics: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) exclude: Vec<String>,
    /// Sentences of a mention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sentences: Vec<String>,
}

/// An office.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OwnRole {
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<String>,
}

impl Entity {
    /// The texts of a property.
    pub(super) fn texts(&self, property: &str) -> impl Iterator<Item = &str> {
        let values = self.properties.get(property).map(|values| values.0.as_slice());
        values.unwrap_or_default().iter().filter_map(|value| match value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
            _ => None,
        })
    }

    /// The first text of a property.
    pub(super) fn text(&self, property: &str) -> Option<&str> {
        self.texts(property).next()
    }

    /// The ids that a property names.
    pub(super) fn ids(&self, property: &str) -> Vec<String> {
        let values = self.properties.get(property).map(|values| values.0.as_slice());
        let id = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            Value::Entity(entity) => entity.id.clone(),
        };
        values.unwrap_or_default().iter().map(id).filter(|id| !id.is_empty()).collect()
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Several;
        impl<'de> Visitor<'de> for Several {
            type Value = Values;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a list of values")
            }
            fn visit_str<E>(self, text: &str) -> Result<Values, E> {
                Ok(Values(vec![Value::Text(text.to_owned())]))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Values, E> {
                Ok(Values(vec![Value::Text(value.to_string())]))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Values, E> {
                Ok(Values(vec![Value::Text(value.to_string())]))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Values, E> {
                Ok(Values(vec![Value::Text(value.to_string())]))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Values, E> {
                Ok(Values(vec![Value::Text(value.to_string())]))
            }
            fn visit_unit<E>(self) -> Result<Values, E> {
                Ok(Values::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Values, A::Error> {
                let mut values = Vec::new();
                while let Some(Values(more)) = list.next_element()? {
                    values.extend(more);
                }
                Ok(Values(values))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Values, A::Error> {
                let entity = Entity::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Values(vec![Value::Entity(Box::new(entity))]))
            }
        }
        deserializer.deserialize_any(Several)
    }
}
