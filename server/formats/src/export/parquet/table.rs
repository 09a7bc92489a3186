//! Columns of a table, and the file that they make.

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// A table; all columns have the same number of rows.
#[derive(Debug, Default)]
pub(super) struct Table(Vec<(&'static str, Column)>);

#[derive(Debug)]
enum Column {
    Required(Vec<String>),
    Optional(Vec<Option<String>>),
    Lists(Vec<Vec<String>>),
    Numbers(Vec<i64>),
    Decimals(Vec<Option<f64>>),
    Flags(Vec<bool>),
}

/// A text that may be missing.
pub(super) fn text(value: Option<&str>) -> Option<String> {
    value.map(str::to_owned)
}

/// A list of texts.
pub(super) fn texts<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    values.map(str::to_owned).collect()
}

impl Table {
    /// Adds a column of texts.
    pub(super) fn required(&mut self, name: &'static str, values: Vec<String>) {
        self.0.push((name, Column::Required(values)));
    }

    /// Adds a column of texts that may be missing.
    pub(super) fn optional(&mut self, name: &'static str, values: Vec<Option<String>>) {
        self.0.push((name, Column::Optional(values)));
    }

    /// Adds a column of lists of texts.
    pub(super) fn lists(&mut self, name: &'static str, values: Vec<Vec<String>>) {
        self.0.push((name, Column::Lists(values)));
    }

    /// Adds a column of integers.
    pub(super) fn numbers(&mut self, name: &'static str, values: Vec<i64>) {
        self.0.push((name, Column::Numbers(values)));
    }

    /// Adds a column of numbers that may be missing.
    pub(super) fn decimals(&mut self, name: &'static str, values: Vec<Option<f64>>) {
        self.0.push((name, Column::Decimals(values)));
    }

    /// Adds a column of truth values.
    pub(super) fn flags(&mut self, name: &'static str, values: Vec<bool>) {
        self.0.push((name, Column::Flags(values)));
    }

    /// The file with this table.
    pub(super) fn file(self) -> Vec<u8> {
        let written = self.write();
        debug_assert!(written.is_ok(), "the columns fit the schema, and memory takes what is written");
        written.unwrap_or_default()
    }

    fn write(&self) -> Result<Vec<u8>> {
        let fields = self.0.iter().map(|(name, column)| column.field(name)).collect::<Result<Vec<_>>>()?;
        let schema = Arc::new(Type::group_type_builder("table").with_fields(fields).build()?);
        let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, properties)?;
        let mut rows = file.next_row_group()?;
        for (_, column) in &self.0 {
            if let Some(mut writer) = rows.next_column()? {
                column.write(&mut writer)?;
                writer.close()?;
            }
        }
        rows.close()?;
        file.into_inner()
    }
}

impl Column {
    /// Field of the schema.
    fn field(&self, name: &str) -> Result<TypePtr> {
        let string = |name: &str, repetition| {
            Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_repetition(repetition)
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8)
                .build()
        };
        let plain = |physical, repetition| {
            Type::primitive_type_builder(name, physical).with_repetition(repetition).build()
        };
        let field = match self {
            Self::Required(_) => string(name, Repetition::REQUIRED)?,
            Self::Optional(_) => string(name, Repetition::OPTIONAL)?,
            Self::Numbers(_) => plain(Physical::INT64, Repetition::REQUIRED)?,
            Self::Decimals(_) => plain(Physical::DOUBLE, Repetition::OPTIONAL)?,
            Self::Flags(_) => plain(Physical::BOOLEAN, Repetition::REQUIRED)?,
            Self::Lists(_) => {
                let element = Arc::new(string("element", Repetition::REQUIRED)?);
                let list = Type::group_type_builder("list")
                    .with_repetition(Repetition::REPEATED)
                    .with_fields(vec![element])
                    .build()?;
                Type::group_type_builder(name)
                    .with_repetition(Repetition::REQUIRED)
                    .with_logical_type(Some(LogicalType::List))
                    .with_converted_type(ConvertedType::LIST)
                    .with_fields(vec![Arc::new(list)])
                    .build()?
            }
        };
        Ok(Arc::new(field))
    }

    /// Writes the values. Definition levels tell where one is missing, repetition levels where a list carries on.
    fn write(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let bytes = |text: &String| ByteArray::from(text.as_str());
        match self {
            Self::Required(values) => {
                let values: Vec<ByteArray> = values.iter().map(bytes).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
            }
            Self::Optional(values) => {
                let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let values: Vec<ByteArray> = values.iter().flatten().map(bytes).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
            Self::Lists(lists) => {
                let (mut defined, mut repeated) = (Vec::new(), Vec::new());
                for list in lists {
                    if list.is_empty() {
                        defined.push(0);
                        repeated.push(0);
                    }
                    defined.extend(list.iter().map(|_| 1));
                    repeated.extend((0..list.len()).map(|index| i16::from(index > 0)));
                }
                let values: Vec<ByteArray> = lists.iter().flatten().map(bytes).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, Some(&defined), Some(&repeated))?;
            }
            Self::Numbers(values) => {
                writer.typed::<Int64Type>().write_batch(values, None, None)?;
            }
            Self::Decimals(values) => {
                let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let values: Vec<f64> = values.iter().flatten().copied().collect();
                writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            }
            Self::Flags(values) => {
                writer.typed::<BoolType>().write_batch(values, None, None)?;
            }
        }
        Ok(())
    }
}
